"""«Món tôi đã quét»: the codes a person scanned, kept only where they agreed to it."""
