"""«Món đã thích»: what somebody wants to find again, with an account or on this device."""
