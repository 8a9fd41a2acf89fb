"""Pages of dossiers: what every kind of them has in common."""
