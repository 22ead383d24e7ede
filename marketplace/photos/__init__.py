"""Pictures that people send of what came: taken in, judged, drawn anew."""
