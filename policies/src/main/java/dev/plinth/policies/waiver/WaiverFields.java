package dev.plinth.policies.waiver;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields of a waiver in any source, and their validation. */
final class WaiverFields {

    private final String urn;
    private final Map<String, String> fields;
    private final String place;
    private final LocalDate today;
    private final List<String> faults;

    private WaiverFields(String urn, Map<String, String> fields, String place, LocalDate today, List<String> faults) {
        this.urn = urn;
        this.fields = fields;
        this.place = place;
        this.today = today;
        this.faults = faults;
    }

    /**
     * Makes a waiver.
     *
     * @param urn the key of its URN pattern
     * @param fields its texts by their keys
     * @param place what messages call it
     * @param faults takes every fault; with one of its own there is no waiver
     */
    static Optional<Waiver> waiver(
            String urn, Map<String, String> fields, String place, LocalDate today, List<String> faults) {
        return new WaiverFields(urn, fields, place, today, faults).waiver();
    }

    private Optional<Waiver> waiver() {
        int before = faults.size();
        List<String> keys = List.of("rule", urn, "reason", "owner", "expires");
        for (String key : fields.keySet()) {
            if (!keys.contains(key)) {
                faults.add(place + "." + key + " is unknown; expected one of "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
        Waiver waiver = new Waiver(
                text("rule", 1), text(urn, 1), text("reason", WaiverFile.SHORTEST_REASON), text("owner", 1), expires());
        return faults.size() == before ? Optional.of(waiver) : Optional.empty();
    }

    private String text(String key, int shortest) {
        String text = fields.getOrDefault(key, "").strip();
        if (text.length() < shortest) {
            String allowed = shortest == 1 ? "given" : "at least " + shortest + " characters long";
            faults.add(place + "." + key + " is '" + text + "' but must be " + allowed);
        }
        return text;
    }

    /** A past date is valid here: the evaluation reports the expired waiver. */
    private LocalDate expires() {
        String text = fields.getOrDefault("expires", "");
        LocalDate latest = today.plusDays(WaiverFile.LONGEST_DAYS);
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(latest)) {
                faults.add(place + ".expires is " + date + " but must be at most " + WaiverFile.LONGEST_DAYS
                        + " days ahead, " + latest + " today");
            }
            return date;
        } catch (DateTimeParseException e) {
            faults.add(place + ".expires is '" + text + "' but must be a date such as " + latest);
            return today;
        }
    }
}
