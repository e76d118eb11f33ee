"""Count the moves between roles in career histories, on any engine that Ibis drives."""
