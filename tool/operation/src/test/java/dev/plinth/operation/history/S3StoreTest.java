package dev.plinth.operation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.operation.AwsCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store with a script in place of {@code aws}, whose bucket is a directory. */
class S3StoreTest {

    private static final String BEGIN = "000001/begin.json";
    private static final String STATE = "000001/state-before.json";

    /** Writes conditionally as S3 does, and fails for a bucket that does not exist. */
    private static final String AWS =
            """
            echo "$*" >> calls
            service=$1; operation=$2; shift 2
            if [ $service = s3 ]; then
              from=${1#s3://}; to=$2
              [ -d "${from%%/*}" ] || exit 1
              [ -d "$from" ] || exit 0
              (cd "$from" && find . -name begin.json -o -name end.json -o -path './timings/*') | while read -r name; do
                mkdir -p "$(dirname "$to/$name")"; cp "$from/$name" "$to/$name"
              done
              exit 0
            fi
            file=
            while [ $# -gt 0 ]; do
              case $1 in
                --bucket) bucket=$2; shift;;
                --key) key=$2; shift;;
                --body) body=$2; shift;;
                --if-none-match) once=1; shift;;
                --region|--output) shift;;
                *) file=$1;;
              esac
              shift
            done
            [ -d "$bucket" ] || exit 254
            case $operation in
              put-object) [ "$once" ] && [ -e "$bucket/$key" ] && exit 254
                mkdir -p "$(dirname "$bucket/$key")"; cp "$body" "$bucket/$key"; echo '{}';;
              head-object) [ -e "$bucket/$key" ] || exit 254; echo '{}';;
              get-object) cp "$bucket/$key" "$file" || exit 254; echo '{}';;
              delete-object) rm -f "$bucket/$key";;
            esac
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @BeforeEach
    void createBucket() throws IOException {
        Files.writeString(folder.resolve("aws.sh"), AWS);
        Files.createDirectory(folder.resolve("states"));
    }

    private S3Store store(String checkout, String url) {
        return new S3Store(
                new AwsCommand(List.of("sh", folder.resolve("aws.sh").toString()), folder),
                S3Address.of(url).resolve(".plinth/history/plinth/staging"),
                folder.resolve(checkout));
    }

    private S3Store store(String checkout) {
        return store(checkout, "s3://states/team?region=eu-central-1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anotherMachineReadsTheSameRecords() {
        assertThat(store("one").create(BEGIN, bytes("{}"))).isTrue();
        assertThat(store("one").create(STATE, bytes("state"))).isTrue();

        S3Store other = store("two");

        assertThat(other.names()).containsExactly(BEGIN);
        assertThat(other.file(BEGIN)).hasContent("{}");
        assertThat(folder.resolve("two").resolve(STATE))
                .as("fetched when it is used")
                .doesNotExist();
        assertThat(other.file(STATE)).hasContent("state");
        assertThat(folder.resolve(Path.of("states", "team", ".plinth", "history", "plinth", "staging", BEGIN)))
                .exists();
    }

    @Test
    void theSecondWriterOfANameFails() {
        assertThat(store("one").create(BEGIN, bytes("first"))).isTrue();
        assertThat(store("two").create(BEGIN, bytes("second"))).isFalse();

        assertThat(store("two").file(BEGIN)).hasContent("first");
    }

    @Test
    void readsTheBucketOnceAndSeesItsOwnRecords() throws IOException {
        S3Store store = store("one");
        assertThat(store.names()).isEmpty();
        store.create(BEGIN, bytes("{}"));

        assertThat(store.names()).containsExactly(BEGIN);
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .satisfiesExactly(
                        sync -> assertThat(sync)
                                .startsWith("s3 sync s3://states/team/.plinth/history/plinth/staging ")
                                .contains("--exclude * --include */begin.json", "--region eu-central-1"),
                        put -> assertThat(put)
                                .startsWith("s3api put-object --bucket states --key"
                                        + " team/.plinth/history/plinth/staging/000001/begin.json --if-none-match *"));
    }

    @Test
    void aDeletedRecordIsGone() {
        S3Store store = store("one");
        store.create(STATE, bytes("state"));

        store.delete(STATE);

        assertThatThrownBy(() -> store.file(STATE)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aFailureNamesTheAddressAndTheNextStep() {
        S3Store store = store("one", "s3://nowhere?profile=deploy");

        assertThatThrownBy(store::names)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("s3://nowhere/.plinth/history/plinth/staging cannot be read: `aws` ended with")
                .hasMessageContaining(
                        "next: run `aws s3 ls s3://nowhere/.plinth/history/plinth/staging/ --profile deploy`");
        assertThatThrownBy(() -> store.create(BEGIN, bytes("{}")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aMissingCommandIsAFailure() {
        S3Store store = new S3Store(
                new AwsCommand(List.of("no-such-command"), folder), S3Address.of("s3://states"), folder.resolve("one"));

        assertThatThrownBy(store::names).hasMessageContaining("`aws` cannot be run");
    }
}
