"""The market's tariff, producers' own ways of delivering, far places, and what goods bear."""

from marketplace.delivery.models.methods import Method, Price, Zone, ZonePlace
from marketplace.delivery.models.places import FarCommune, Travel
from marketplace.delivery.models.tariffs import Tariff

__all__ = ["FarCommune", "Method", "Price", "Tariff", "Travel", "Zone", "ZonePlace"]
