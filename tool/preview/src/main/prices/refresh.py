#!/usr/bin/env python3
"""Refreshes the price lists in src/main/resources/dev/plinth/prices from AWS's bulk price list.

Reads https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<offer>/current/<region>/index.json, which needs no account, and
writes the figure of each key that a list names, with today's date. Keys that the price list lacks keep their figure and are
printed. docs/cost.md describes the lists.

Usage: refresh.py [--dry-run] [--offers FOLDER]
  --dry-run         prints what would change, and writes nothing
  --offers FOLDER   reads FOLDER/<offer>/<region>.json instead of the network
"""

import argparse
import datetime
import decimal
import json
import pathlib
import sys
import urllib.request

LISTS = pathlib.Path(__file__).resolve().parents[1] / "resources" / "dev" / "plinth" / "prices"
HOST = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws"
SOURCE = "bulk-api"
SOURCE_TEXT = "AWS price list bulk API, " + HOST

# The prefixes of usage types, which are not the regions' codes.
PREFIXES = {"eu-central-1": "EUC1", "eu-west-1": "EU"}

# What global.json holds is read in this region.
GLOBAL_REGION = "eu-central-1"

# Lists that are not AWS's: they are kept by hand.
OTHERS = ("cloudflare", "supabase")

# Attribute that distinguishes the products of a usage type.
ENGINES = {
    "postgres": ("databaseEngine", "PostgreSQL"),
    "mysql": ("databaseEngine", "MySQL"),
    "mariadb": ("databaseEngine", "MariaDB"),
    "redis": ("cacheEngine", "Redis"),
    "valkey": ("cacheEngine", "Valkey"),
}


def offer(code, region, folder):
    """The offer's file, as AWS publishes it; None where the offer doesn't exist there."""
    if folder:
        path = pathlib.Path(folder) / code / (region + ".json")
        return json.loads(path.read_text()) if path.exists() else None
    with urllib.request.urlopen("%s/%s/current/%s/index.json" % (HOST, code, region), timeout=300) as answer:
        return json.load(answer)


def usage_types(name, region):
    """The spellings of a usage type in a region: with its prefix, with its code (as KMS has it), and bare."""
    return {PREFIXES[region] + "-" + name, region + "-" + name, name}


def matches(product, key, region):
    """Whether a product is what a key of a list means."""
    attributes = product["attributes"]
    code, name = key.split("/", 1)
    name, _, variant = name.partition("@")
    if variant in ENGINES:
        attribute, value = ENGINES[variant]
        return attributes.get("usagetype") in usage_types(name, region) and attributes.get(attribute) == value
    if variant:
        return attributes.get("usagetype") == "%s-%s-%s" % (PREFIXES[region], PREFIXES[variant], name)
    if code == "AWSELB" and not attributes.get("operation", "").endswith("Application"):
        return False
    return attributes.get("usagetype") in usage_types(name, region)


def dimensions(document, sku):
    """The priced quantities of a product on demand, by where they begin."""
    found = []
    for term in document["terms"]["OnDemand"].get(sku, {}).values():
        found.extend(term["priceDimensions"].values())
    return sorted(found, key=lambda dimension: decimal.Decimal(dimension["beginRange"]))


def plain(number):
    """A decimal without trailing zeros and without an exponent."""
    text = format(decimal.Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(document, key, region):
    """The unit and the tiers of a key; None where it is absent, or where several products with different prices match."""
    figures = []
    for sku, product in sorted(document["products"].items()):
        if matches(product, key, region):
            # A free tier belongs to an account, so the first price above zero applies from the start.
            tiers = [
                (plain(dimension["beginRange"]), plain(dimension["pricePerUnit"]["USD"]), dimension["unit"])
                for dimension in dimensions(document, sku)
                if decimal.Decimal(dimension["pricePerUnit"].get("USD", "0")) != 0
            ]
            if tiers:
                tiers[0] = ("0",) + tiers[0][1:]
                if tiers not in figures:
                    figures.append(tiers)
    return figures[0] if len(figures) == 1 else None


def value(tiers, today):
    entry = {"unit": tiers[0][2]}
    if len(tiers) == 1:
        entry["price"] = tiers[0][1]
    else:
        entry["tiers"] = [{"from": start, "price": price} for start, price, _ in tiers]
    entry["read"] = today
    entry["source"] = SOURCE
    return entry


def refresh(path, arguments, today):
    document = json.loads(path.read_text())
    if document["region"] in OTHERS:
        print("%s: not AWS's; its figures stay" % path.name)
        return
    region = GLOBAL_REGION if document["region"] == "global" else document["region"]
    offers = {}
    kept = 0
    for key in document["prices"]:
        code = key.split("/", 1)[0]
        if code not in offers:
            try:
                offers[code] = offer(code, region, arguments.offers)
            except OSError as problem:
                sys.exit("the offer %s of %s can't be read: %s" % (code, region, problem))
        found = offers[code] and figure(offers[code], key, region)
        if not found:
            kept += 1
            print("%s: no single price of %s; its figure stays" % (path.name, key))
            continue
        fresh = value(found, today)
        old = document["prices"][key]
        if (old.get("price"), old.get("tiers")) != (fresh.get("price"), fresh.get("tiers")):
            print("%s: %s was %s, is %s" % (
                path.name, key, old.get("price", old.get("tiers")), fresh.get("price", fresh.get("tiers"))))
        document["prices"][key] = fresh
    used = {entry["source"] for entry in document["prices"].values()}
    document["sources"][SOURCE] = SOURCE_TEXT
    document["sources"] = {name: text for name, text in document["sources"].items() if name in used}
    print("%s: %d of %d prices read" % (path.name, len(document["prices"]) - kept, len(document["prices"])))
    if not arguments.dry_run:
        path.write_text(json.dumps(document, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and write nothing")
    parser.add_argument("--offers", metavar="FOLDER", help="read FOLDER/<offer>/<region>.json instead of the network")
    arguments = parser.parse_args()
    today = datetime.date.today().isoformat()
    for path in sorted(LISTS.glob("*.json")):
        refresh(path, arguments, today)


if __name__ == "__main__":
    main()
