package dev.plinth.components.observability;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in texts and expressions. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(9);

    private Numbers() {}

    /** Returns a number without the error of binary fractions, such as 0.1 for 100 - 99.9. */
    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }

    /** Returns a number without an exponent and without zeros at its end. */
    static String text(double value) {
        return BigDecimal.valueOf(rounded(value)).stripTrailingZeros().toPlainString();
    }
}
