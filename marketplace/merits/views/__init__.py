"""Pages of self-assessments, dossiers and digital readiness."""
