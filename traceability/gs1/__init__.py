"""GS1 identifiers: check digits, Application Identifiers, Digital Link addresses, element strings.

Pure: no Django, no clock, no network. What an Application Identifier may hold is read from GS1's
own syntax dictionary beside this file, never copied into code. GTINs are never invented here.
"""
