"""Pictures of answers, as vis-network draws them."""
