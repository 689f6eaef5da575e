package dev.plinth.preview.change;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StructuralDifferenceTest {

    /** Returns the lines of a changed property, such as {@code ~ policy.Version 1 → 2}. */
    private static List<String> lines(Object before, Object after) {
        var old = resource("aws:iam/policy:Policy", "task", Map.of("policy", PropertyValue.of(before)));
        var now = resource("aws:iam/policy:Policy", "task", Map.of("policy", PropertyValue.of(after)));
        return ChangedResource.of(change("production", update(old, now, "policy"))).get(0).differences().stream()
                .map(each -> each.sign().symbol() + " " + each.path() + " " + each.values())
                .toList();
    }

    @Test
    void comparesPolicyDocumentsByStatement() {
        assertThat(
                        lines(
                                """
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"},
                          {"Sid": "Old", "Effect": "Allow", "Action": "s3:List*", "Resource": "*"}]}""",
                                """
                        {"Version":"2012-10-17","Statement":[
                          {"Sid":"New","Effect":"Allow","Action":"*","Resource":"*"},
                          {"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::a/*"}]}"""))
                .containsExactly(
                        "+ policy.Statement[Read].Action s3:PutObject",
                        "- policy.Statement[Old] {Action: s3:List*, Effect: Allow, Resource: *}",
                        "+ policy.Statement[New] {Action: *, Effect: Allow, Resource: *}");
    }

    @Test
    void pairsStatementsWithoutIdsBySimilarity() {
        assertThat(lines(
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"a:A\",\"Resource\":\"x\"},"
                                + "{\"Effect\":\"Allow\",\"Action\":\"b:B\",\"Resource\":\"y\"}]}",
                        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"c:C\",\"Resource\":\"z\"},"
                                + "{\"Effect\":\"Allow\",\"Action\":\"a:A\",\"Resource\":\"x\"},"
                                + "{\"Effect\":\"Allow\",\"Action\":\"b:*\",\"Resource\":\"y\"}]}"))
                .containsExactly(
                        "~ policy.Statement[2].Action b:B → b:*",
                        "+ policy.Statement[0] {Action: c:C, Effect: Deny, Resource: z}");
    }

    @Test
    void comparesContainersAndTheirEnvironmentByName() {
        String before =
                "[{\"name\":\"api\",\"image\":\"api:1\",\"environment\":[{\"name\":\"LEVEL\",\"value\":\"info\"},"
                        + "{\"name\":\"OLD\",\"value\":\"1\"}]},{\"name\":\"proxy\",\"image\":\"p:1\"}]";
        String after = "[{\"name\":\"proxy\",\"image\":\"p:1\"},{\"name\":\"api\",\"image\":\"api:2\",\"environment\":["
                + "{\"name\":\"NEW\",\"value\":\"2\"},{\"name\":\"LEVEL\",\"value\":\"debug\"}]}]";

        assertThat(lines(before, after))
                .containsExactly(
                        "~ policy[api].environment[LEVEL].value info → debug",
                        "- policy[api].environment[OLD] {value: 1}",
                        "+ policy[api].environment[NEW] {value: 2}",
                        "~ policy[api].image api:1 → api:2");
    }

    @Test
    void longExpressionsAreCutAroundTheirDifferences() {
        String many =
                IntStream.range(0, 40).mapToObj(i -> "(host eq \"h" + i + "\")").collect(Collectors.joining(" or "));

        List<String> lines =
                lines(many + " and country eq \"DE\"", many.replace("\"h7\"", "\"other\"") + " and country eq \"AT\"");

        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(160));
        assertThat(lines.get(0)).contains("\"h7\"").contains("\"other\"").contains("…");
        assertThat(lines.get(1)).contains("\"DE\" → ").endsWith("\"AT\"");
    }

    @Test
    void longTextsAreComparedLineByLine() {
        String script = IntStream.range(0, 50).mapToObj(i -> "step " + i).collect(Collectors.joining("\n"));

        assertThat(lines(script, script.replace("step 20\n", "").replace("step 40", "step forty")))
                .containsExactly("- policy:21 step 20", "~ policy:40 step 40 → step forty");
    }

    @Test
    void longAddedValuesAreShownWhole() {
        String statements = IntStream.range(0, 30)
                .mapToObj(i -> "{\"Sid\":\"S" + i + "\",\"Action\":\"s3:Get" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(lines("{}", "{\"Statement\":" + statements + "}"))
                .hasSize(30)
                .contains("+ policy.Statement[S29] {Action: s3:Get29}");
    }

    @Test
    void anotherOrderOrFormatIsNamed() {
        assertThat(lines(List.of("a", "b"), List.of("b", "a"))).containsExactly("~ policy (order) [a, b] → [b, a]");
        assertThat(lines("{\"a\": 1}", "{\"a\":1}")).containsExactly("~ policy JSON → the same JSON in another format");
    }

    @Test
    void secretsNeverLeakFromDocuments() {
        String before = "[{\"name\":\"api\",\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2-long\"},"
                + "{\"name\":\"URL\",\"value\":\"postgres://u:hunter2-long@db/x\"}],\"apiKey\":\"k3y-one\"}]";
        String after = before.replace("hunter2-long", "hunter3-long")
                .replace("k3y-one", "k3y-two")
                .replace("\"api\"", "\"web\"");
        List<String> changed = lines(before.replace("\"api\"", "\"web\""), after);

        assertThat(changed).hasSize(3).allSatisfy(line -> assertThat(line)
                .endsWith("[secret] → [secret]")
                .startsWith("~ "));
        assertThat(lines(before, after) + "" + changed
                        + lines("text token=hunter2-long end", "text token=hunter3-long end"))
                .doesNotContain("hunter", "k3y");
        assertThat(lines(
                        Map.of("a", List.of(new Secret(new Text("hunter2")))),
                        Map.of("a", List.of(new Secret(new Text("hunter3"))))))
                .containsExactly("~ policy.a[0] [secret] → [secret]");
        assertThat(lines(new Secret(new Text(before)), new Secret(new Text(after))))
                .containsExactly("~ policy [secret] → [secret]");
    }
}
