"""The OCOP register: from a spreadsheet of an authority to unclaimed listings."""
