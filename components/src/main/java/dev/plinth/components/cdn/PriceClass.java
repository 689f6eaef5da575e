package dev.plinth.components.cdn;

/**
 * The locations that answer viewers; fewer cost less, and viewers elsewhere wait longer.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html">Choose the price class</a>
 */
public enum PriceClass {
    /** North America, Europe and Israel. */
    PRICE_CLASS_100("PriceClass_100"),
    /** All but South America, Australia and New Zealand. */
    PRICE_CLASS_200("PriceClass_200"),
    /** Everywhere. */
    PRICE_CLASS_ALL("PriceClass_All");

    private final String value;

    PriceClass(String value) {
        this.value = value;
    }

    /** The class's name in the API. */
    public String value() {
        return value;
    }
}
