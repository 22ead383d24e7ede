"""«Báo tôi khi có hàng»: who wants to hear of a pack when there is some again."""
