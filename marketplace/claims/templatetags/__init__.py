"""What templates of other slices ask of claims."""
