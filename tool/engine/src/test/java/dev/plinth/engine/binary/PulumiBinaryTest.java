package dev.plinth.engine.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a PATH of shell scripts that are called as the real tools are. */
class PulumiBinaryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();
    private final Told told = new Told();

    private static final class Told implements PulumiBinary.Progress {
        private final List<String> phases = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();

        @Override
        public void phase(String text) {
            phases.add(text);
        }

        @Override
        public void step(int done, int total) {
            steps.add(done + "/" + total);
        }
    }

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Path module = Files.createDirectories(folder.resolve("engine"));
        Files.writeString(module.resolve("go.mod"), "module engine\n");
        Files.writeString(module.resolve("go.sum"), "");
        environment.put("PATH", folder.resolve("nothing") + "::" + folder.resolve("bin"));
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private PulumiBinary binary() {
        return new PulumiBinary(folder.resolve("engine"), environment);
    }

    private Path script(String name, String body) throws IOException {
        Path script = folder.resolve("bin").resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A Go that lists three packages, compiles them, and notes in which folder and with what it was called. */
    private void workingGo() throws IOException {
        script(
                "go",
                """
                echo "$PWD $GOWORK $GOFLAGS $*" >> '%s/calls'
                case $1 in
                  list) echo 'go: downloading a v1' >&2; echo one; echo two; echo 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi' ;;
                  build)
                    while [ "$1" != -o ]; do shift; done
                    echo one; echo two >&2; echo 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi'
                    printf '#!/bin/sh\\necho v%s\\n' > "$2"
                    chmod +x "$2" ;;
                esac
                """
                        .formatted(folder, PulumiBinary.VERSION));
    }

    private List<String> calls() throws IOException {
        return Files.exists(folder.resolve("calls")) ? Files.readAllLines(folder.resolve("calls")) : List.of();
    }

    @ParameterizedTest
    @CsvSource({"v3.250.0, 3.250.0", "3.206.0, 3.206.0", "v3.260.1-alpha.1+abc, 3.260.1", "v4.0.0, 4.0.0"})
    void takesThePulumiOnThePath(String printed, String version) throws IOException {
        Path pulumi = script("pulumi", "[ \"$1\" = version ] && echo " + printed);

        assertThat(binary().find()).contains(new PulumiBinary.Found(pulumi, version, "the PATH"));
        assertThat(binary().obtain(told).path()).isEqualTo(pulumi);
        assertThat(told.phases).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo v3.205.9", "echo v2.300.0", "echo nonsense", "exit 1"})
    void skipsAPulumiThatIsTooOldOrBroken(String body) throws IOException {
        script("pulumi", body);
        workingGo();

        assertThat(binary().find()).isEmpty();
        assertThat(binary().obtain(told).path()).isEqualTo(binary().cached());
    }

    @Test
    void skipsWhatIsNoExecutableFile() throws IOException {
        Files.createDirectories(folder.resolve("bin").resolve("pulumi"));
        Files.writeString(folder.resolve("bin").resolve("go"), "not executable");

        assertThat(binary().find()).isEmpty();
        assertThat(binary().go()).isEmpty();
    }

    @Test
    void namesBothSolutionsWithoutPulumiAndGo() {
        assertThatThrownBy(() -> binary().obtain(told))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no Pulumi engine on this machine, and no Go")
                .hasMessageContaining("install Pulumi " + PulumiBinary.OLDEST + " or later")
                .hasMessageContaining("install Go 1.24 or later");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void compilesOnceAndReportsProgress() throws IOException {
        workingGo();

        PulumiBinary.Found compiled = binary().obtain(told);

        assertThat(compiled.version()).isEqualTo(PulumiBinary.VERSION);
        assertThat(compiled.path())
                .isExecutable()
                .startsWith(folder.resolve("cache").resolve("plinth"))
                .hasFileName("pulumi");
        assertThat(told.phases).hasSize(3).element(1).asString().contains(PulumiBinary.VERSION);
        assertThat(told.phases).last().isEqualTo("Linking the Pulumi engine");
        assertThat(told.steps).as("a download, and packages").containsExactly("1/0", "1/3", "2/3", "3/3");
        assertThat(calls()).hasSize(2).allSatisfy(call -> assertThat(call)
                .startsWith(folder.resolve("engine").toRealPath() + " off -mod=readonly -buildvcs=false "));
        assertThat(calls().get(1)).contains("version.Version=v" + PulumiBinary.VERSION);

        PulumiBinary.Found again = binary().obtain(new Told());

        assertThat(again.path()).isEqualTo(compiled.path());
        assertThat(again.origin()).isEqualTo("the user's cache directory");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void neverShowsAHalfWrittenEngine() throws IOException {
        Path cached = binary().cached();
        script(
                "go",
                """
                [ "$1" = list ] && exit 0
                while [ "$1" != -o ]; do shift; done
                printf '#!/bin/sh\\necho v3.250.0\\n' > "$2"
                chmod +x "$2"
                [ -e '%s' ] && echo present > '%s/seen'
                exit 1
                """
                        .formatted(cached, folder));

        assertThatThrownBy(() -> binary().obtain(told)).isInstanceOf(EngineException.class);
        assertThat(folder.resolve("seen")).doesNotExist();
        assertThat(cached).doesNotExist();
        assertThat(binary().find()).isEmpty();

        workingGo();
        assertThat(binary().obtain(told).path()).isEqualTo(cached);
        assertThat(cached.getParent()).isDirectoryNotContaining(file -> file.endsWith("pulumi.partial"));
    }

    @Test
    void compilesAgainWhenThePinnedModuleChanges() throws IOException {
        workingGo();
        Path before = binary().obtain(told).path();

        Files.writeString(folder.resolve("engine").resolve("go.sum"), "github.com/example v1.0.0 h1:0=\n");

        assertThat(binary().find()).isEmpty();
        assertThat(binary().obtain(told).path()).isNotEqualTo(before);
    }

    @Test
    void quotesTheLastLinesOfAGoThatFails() throws IOException {
        script("go", "for i in 1 2 3 4 5 6 7; do echo \"line $i\" >&2; done; exit 1");

        assertThatThrownBy(() -> binary().obtain(told))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("`go list` could not build the Pulumi engine")
                .hasMessageContaining("line 3\nline 4\nline 5\nline 6\nline 7")
                .hasMessageContaining("go env GOPROXY")
                .hasMessageContaining("install pulumi " + PulumiBinary.OLDEST)
                .hasMessageNotContaining("line 2");
    }

    @Test
    void prefersTheOneThatIsNamed() throws IOException {
        script("pulumi", "echo v3.250.0");
        Path named = script("my-pulumi", "echo v3.100.0");
        environment.put("PLINTH_PULUMI", named.toString());

        assertThat(binary().find()).contains(new PulumiBinary.Found(named, "3.100.0", "PLINTH_PULUMI"));
    }

    @Test
    void ignoresAnEmptyName() throws IOException {
        Path pulumi = script("pulumi", "echo v3.250.0");
        environment.put("PLINTH_PULUMI", "");

        assertThat(binary().find()).map(PulumiBinary.Found::path).contains(pulumi);
    }

    @Test
    void rejectsAPathThatIsNotAnExecutable() throws IOException {
        script("pulumi", "echo v3.250.0");
        environment.put("PLINTH_PULUMI", folder.resolve("missing").toString());

        assertThatThrownBy(() -> binary().find())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("PLINTH_PULUMI is " + folder.resolve("missing"))
                .hasMessageContaining("unset the variable");
    }

    @ParameterizedTest
    @CsvSource({"3.9.0, 3.10.0, -1", "3.250.0, 3.250.0, 0", "4.0.0, 3.999.999, 1", "3.250.2, 3.250.10, -1"})
    void comparesVersionsByTheirNumbers(String left, String right, int order) {
        assertThat(PulumiBinary.compare(left, right)).isEqualTo(order);
    }

    @Test
    void keepsTheEngineUnderTheHomeFolderWithoutACacheVariable() {
        environment.remove("XDG_CACHE_HOME");
        environment.put("HOME", folder.toString());

        assertThat(binary().cached().startsWith(folder.resolve(".cache").resolve("plinth")))
                .isTrue();
    }
}
