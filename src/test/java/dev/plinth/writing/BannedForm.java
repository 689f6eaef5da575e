package dev.plinth.writing;

import dev.plinth.writing.Fragment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A word or form that the project avoids.
 *
 * @param kinds kinds of text to which it applies
 * @param pattern the form; a space matches any white space
 * @param replacement what to write instead
 */
record BannedForm(Set<Kind> kinds, Pattern pattern, String replacement) {

    private static final int CONTEXT = 30;

    /** White space of limited length: an unlimited one makes lookbehinds quadratic. */
    private static final String SPACE = "\\s{1,20}";

    private static final Set<Kind> ALL_KINDS = Set.of(Kind.values());

    /** Forms in every kind of text. */
    private static final List<BannedForm> EVERYWHERE = List.of(
            form(ALL_KINDS, "(?<!-)capsules?(?!-)", "plan"),
            form(ALL_KINDS, "embedded (cloud|one)", "simulator"),
            form(ALL_KINDS, "mend(s|ed|ing)?", "fix"),
            form(ALL_KINDS, "settle[sd]?", "resolved, or the actual result"),
            form(ALL_KINDS, "counts? for nothing", "is invalid, is ignored"),
            form(ALL_KINDS, "nothing to object", "no issues"),
            form(ALL_KINDS, "(say|says|said|saying) yes", "approve"),
            form(ALL_KINDS, "leads? (nowhere|to nothing)", "does not exist"),
            form(ALL_KINDS, "by now", "already, or leave it out"),
            form(ALL_KINDS, "of (now|today)", "current"),
            form(ALL_KINDS, "off most", "largest error"),
            form(ALL_KINDS, "ways? back", "irreversible, or the step that restores it"),
            form(ALL_KINDS, "youngest", "latest"),
            form(ALL_KINDS, "(take|takes|took|taken|taking) (\\w+ ){0,3}over", "updates, copies, fails over"),
            form(ALL_KINDS, "(?<!(during|for|from|in|on|to) )which no", "unknown, without"),
            form(ALL_KINDS, "the house", "repository, project"),
            form(ALL_KINDS, "(what|which) is alike", "similar entries"),
            form(ALL_KINDS, "(hang|hangs) on", "depends on"),
            form(ALL_KINDS, "behind Pulumi's back", "outside Pulumi"),
            form(ALL_KINDS, "(has|have|had) moved", "has changed"),
            form(ALL_KINDS, "anew", "again"),
            form(ALL_KINDS, "the very", "exactly, the same"),
            form(ALL_KINDS, "of (its|their|his|our|her|your|my) own", "its own, separate"));

    private static final BannedForm CONTRACTION = form(
            Set.of(Kind.PROSE),
            "(can|don|doesn|isn|aren|won|didn|hasn|haven|wasn|weren|couldn)'t",
            "cannot, does not, …");

    /** Sources that quote messages of the cloud, which have contractions. */
    private static final String QUOTATIONS = "tool/simulator/src/main/java/";

    /** Forms in documentation and output. */
    private static final List<BannedForm> PROSE = List.of(
            form(
                    Set.of(Kind.PROSE),
                    "(?<!there )(is|are|was|were) no (?!longer|more|less|later|fewer|different)\\w+",
                    "is not a …, unknown …"),
            form(Set.of(Kind.PROSE), "nothing to (?!do)\\w+", "no …"),
            form(Set.of(Kind.PROSE), "where there (is|are) (no|none)", "without …"),
            form(Set.of(Kind.PROSE), "(know|knows) (no|nothing|of)", "has no …, does not support …"),
            CONTRACTION,
            form(Set.of(Kind.PROSE), "(can|could) ?not be told", "unknown"),
            form(Set.of(Kind.PROSE), "judg(e|es|ed|ing|ement)", "check"),
            form(Set.of(Kind.PROSE), "(tells|told)", "reports, shows, names"),
            form(Set.of(Kind.PROSE), "stands? (in|beside|under|here|at|on)", "is in"),
            form(
                    Set.of(Kind.PROSE),
                    "(?<!connection )refus(e|es|ed|ing|als?)",
                    "block (policies, sections), reject (values, the cloud)"),
            form(Set.of(Kind.PROSE), "folders?", "directory"),
            form(Set.of(Kind.PROSE), "corrects|corrected|correcting|corrections?", "remediate"),
            form(Set.of(Kind.PROSE), "where (nobody|somebody) \\w+", "in a non-interactive session, if …"));

    /** Riddles as the first sentence of a Javadoc comment. */
    private static final List<BannedForm> JAVADOC = List.of(
            start(
                    Kind.JAVADOC,
                    "(What|Whether|How|Who|Which|Where|When|Why|Whoever|Whatever)",
                    "a noun phrase or \"Returns the …\""),
            start(Kind.JAVADOC, "The (one|ones)", "a noun phrase or \"Returns the …\""),
            start(Kind.JAVADOC, "(Tells|Knows|Says|Asks|Minds)", "Returns, Prints, Reports"));

    /** Names of tests that do not state the behaviour. */
    private static final List<BannedForm> TEST_NAMES = List.of(
            start(Kind.TEST_NAME, "(what|whether|how|who|which|why)", "a verb and its object: rejectsAnUnknownRule"),
            start(Kind.TEST_NAME, "there (is|are)", "a verb and its object: findsWorkflows"),
            form(
                    Set.of(Kind.TEST_NAME),
                    "(nobody|somebody|whatever|refus(e|es|ed|al)|tells|minds)",
                    "the plain behaviour"));

    static final List<BannedForm> ALL = Stream.of(EVERYWHERE, PROSE, JAVADOC, TEST_NAMES)
            .flatMap(List::stream)
            .toList();

    private static BannedForm form(Set<Kind> kinds, String words, String replacement) {
        return new BannedForm(
                kinds,
                Pattern.compile("\\b(?:" + words.replace(" ", SPACE) + ")\\b", Pattern.CASE_INSENSITIVE),
                replacement);
    }

    private static BannedForm start(Kind kind, String words, String replacement) {
        return new BannedForm(Set.of(kind), Pattern.compile("^" + words.replace(" ", SPACE) + "\\b"), replacement);
    }

    /** Returns a message for each match in a fragment: file, line, match in its context, and replacement. */
    List<String> findings(Fragment fragment) {
        boolean quoted = equals(CONTRACTION) && fragment.file().startsWith(QUOTATIONS);
        if (quoted || !kinds.contains(fragment.kind())) {
            return List.of();
        }
        List<String> findings = new ArrayList<>();
        String text = fragment.text();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            int line = fragment.line()
                    + (int) text.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String context = text.substring(
                            Math.max(0, matcher.start() - CONTEXT), Math.min(text.length(), matcher.end() + CONTEXT))
                    .replaceAll("\\s+", " ");
            findings.add("%s:%d: \"%s\" in \"%s\"; write: %s"
                    .formatted(fragment.file(), line, matcher.group().replaceAll("\\s+", " "), context, replacement));
        }
        return findings;
    }
}
