"""What invoices say besides names and sums, in their language: the law's, whoever reads them."""

DELIVERY = "Phí giao hàng"
LESS = "Điều chỉnh giảm: "
LESS_IS_OWED = "Giảm tiền do trả hàng, giao thiếu hoặc hoàn tiền"
ADJUSTED = "Đã bị điều chỉnh bởi một hóa đơn sau."
REPLACED = "Đã bị thay thế bởi một hóa đơn sau."
