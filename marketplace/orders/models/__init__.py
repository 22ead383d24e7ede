"""Orders, what they promise from which lot, and the parcels they leave in."""

from marketplace.orders.models.groups import OrderGroup
from marketplace.orders.models.orders import Allocation, Line, Order
from marketplace.orders.models.parcels import PackedItem, Parcel

__all__ = ["Allocation", "Line", "Order", "OrderGroup", "PackedItem", "Parcel"]
