"""What a producer can show: OCOP score sheets, evidence packs, renewals, digital readiness."""
