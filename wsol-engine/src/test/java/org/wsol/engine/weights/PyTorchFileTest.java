package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/** Files written by PyTorch ({@code pytorch/write.py}), in the current format and the one before version 1.6. */
class PyTorchFileTest {
    private static final int MUTATIONS = Integer.getInteger("wsol.mutations", 2000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain.pth", "plain-legacy.pth"})
    void readsADictionaryOfTensors(String name) {
        try (WeightFile file = WeightFiles.open(resource(name), "any")) {
            assertThat(file.tensors())
                    .containsExactly(
                            new TensorInfo("conv.weight", "F32", List.of(2L, 3L, 2L, 2L)),
                            new TensorInfo("bn.num_batches_tracked", "I64", List.of()),
                            new TensorInfo("fc.bias", "F32", List.of(5L)));
            assertThat(file.read("conv.weight")).isEqualTo(values(24));
            assertThat(file.read("bn.num_batches_tracked")).containsExactly(7);
            assertThat(file.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kinds.pth", "kinds-legacy.pth"})
    void readsEveryElementType(String name) {
        try (WeightFile file = WeightFiles.open(resource(name), "any")) {
            assertThat(file.tensors()).hasSize(10);
            for (String type : List.of("float16", "bfloat16", "float64", "float32")) {
                assertThat(file.read(type)).as(type).containsExactly(-1.5f, -1.25f, -1, -0.75f, -0.5f, -0.25f);
            }
            for (String type : List.of("int64", "int32", "int16", "int8")) {
                assertThat(file.read(type)).as(type).containsExactly(-1, -1, -1, 0, 0, 0);
            }
            assertThat(file.read("uint8")).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(file.read("bool")).containsExactly(0, 1, 1, 0, 1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"strided.pth", "strided-legacy.pth"})
    void readsViewsOfSharedStorages(String name) {
        float[] base = values(24);
        try (WeightFile file = WeightFiles.open(resource(name), "any")) {
            assertThat(file.read("whole")).isEqualTo(base);
            assertThat(file.read("tied")).isEqualTo(base);
            assertThat(file.read("parameter")).isEqualTo(values(4));
            assertThat(file.read("scalar")).containsExactly(base[5]);
            assertThat(file.read("empty")).isEmpty();
            float[] offset = java.util.Arrays.copyOfRange(base, 12, 18);
            assertThat(file.read("offset")).isEqualTo(offset);
            float[] transposed = file.read("transposed");
            float[] everySecond = file.read("every_second");
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 6; column++) {
                    assertThat(transposed[column * 4 + row]).isEqualTo(base[row * 6 + column]);
                    assertThat(everySecond[row * 3 + column / 2]).isEqualTo(base[row * 6 + column / 2 * 2]);
                }
            }
            assertThat(file.read("expanded"))
                    .containsExactly(-1.5f, -1.5f, -1.5f, -1.5f, -1.25f, -1.25f, -1.25f, -1.25f, -1, -1, -1, -1);
            assertThat(file.read("channels_last")).isEqualTo(base);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint.pth.tar, fc.bias, state_dict",
        "checkpoint-legacy.pth.tar, fc.bias, state_dict",
        "wrapped.ckpt, fc.bias, state_dict",
        "wrapped-legacy.ckpt, fc.bias, state_dict",
        "model.pth, head.weight, model"
    })
    void findsTheParametersOfACheckpoint(String name, String parameter, String place) {
        try (WeightFile file = WeightFiles.open(resource(name), "any")) {
            assertThat(file.find(parameter)).isPresent();
            assertThat(file.read(parameter)[0]).isEqualTo(-1.5f);
            assertThat(file.notes()).anyMatch(note -> note.contains("'" + place + "'"));
        }
    }

    @Test
    void omitsPrefixesOfWrappersWithANote() {
        try (WeightFile file = WeightFiles.open(resource("checkpoint.pth.tar"), "any")) {
            assertThat(file.notes())
                    .containsExactly("its parameters are taken from 'state_dict'", "'module.' is removed from 3 names");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module-state.pth", "module-state-legacy.pth"})
    void readsAStateDictOfAModule(String name) {
        try (WeightFile file = WeightFiles.open(resource(name), "any")) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::name)
                    .contains("0.weight", "1.running_mean", "1.num_batches_tracked", "2.bias");
            assertThat(file.read("1.running_var")).containsOnly(1);
        }
    }

    /** Rejected with the name of the function it would call, which is not called. */
    @ParameterizedTest
    @CsvSource({
        "calls-system.pth, posix.system",
        "calls-system-legacy.pth, posix.system",
        "calls-eval.pth, __builtin__.eval",
        "calls-eval-legacy.pth, __builtin__.eval",
        "calls-getattr.pth, __builtin__.getattr",
        "whole-module.pth, torch.nn.modules.container.Sequential",
        "whole-module-legacy.pth, torch.nn.modules.container.Sequential",
        "script.pt, TorchScript"
    })
    void rejectsFilesThatCallFunctions(String name, String called) {
        assertThatThrownBy(() -> WeightFiles.open(resource(name), "any"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(called);
        assertThat(Path.of("wsol-was-here")).doesNotExist();
    }

    /** All ways in which a pickle can name a function or create an object. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cposix\nsystem\n(S'true'\ntR.",
                "(S'true'\niposix\nsystem\n.",
                "(cposix\nsystem\nS'true'\no.",
                "\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0004true\u0085R.",
                "cposix\nsystem\n)\u0081.",
                "cposix\nsystem\n)}\u0092.",
                "\u0082\u0001.",
                "Pname\n.",
                "ctorch._utils\n_rebuild_tensor_v3\n.",
                "ctorch\nload\n.",
                "ccollections\nOrderedDict\n(]ctorch._utils\n_rebuild_tensor\natR.",
                "ccollections\nOrderedDict\n)R}(X\u0001\u0000\u0000\u0000aK\u0001ub(K\u0001K\u0002tb."
            })
    void rejectsEveryOpcodeThatCallsFunctions(String pickle) throws IOException {
        Path file = legacy(pickle.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> WeightFiles.open(file, "any")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void acceptsAListThatContainsItself() throws IOException {
        assertThatThrownBy(() -> WeightFiles.open(legacy("]q\u0000h\u0000ah\u0000.".getBytes("ISO-8859-1")), "any"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        WeightFiles.open(legacy("]q\u0000h\u0000ah\u0000h\u0000\u0093.".getBytes("ISO-8859-1")), "any"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> WeightFiles.open(legacy("}]q\u0000h\u0000ah\u0000s.".getBytes("ISO-8859-1")), "any"))
                .isInstanceOf(InvalidInputException.class);
    }

    /** The start of every legacy file, then a pickle. */
    private Path legacy(byte[] pickle) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10});
        out.writeBytes(java.util.HexFormat.of().parseHex("6cfc9c46f9206aa85019"));
        out.writeBytes(new byte[] {'.', (byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.', (byte) 0x80, 2, '}', '.'});
        out.writeBytes(pickle);
        return Files.write(folder.resolve("crafted.pth"), out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.pth", "list-legacy.pth", "tensor.pth", "tensor-legacy.pth", "no-tensors.pth"})
    void rejectsFilesWithoutNamedTensors(String name) {
        assertThatThrownBy(() -> WeightFiles.open(resource(name), "any"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no tensors with names")
                .hasMessageContaining("state_dict");
    }

    @Test
    void detectsADamagedStorageByItsChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(resource("plain.pth"));
        int place = indexOf(bytes, new byte[] {0, 0, (byte) 0xc0, (byte) 0xbf});
        bytes[place + 1]++;
        Path damaged = Files.write(folder.resolve("damaged.pth"), bytes);
        try (WeightFile file = WeightFiles.open(damaged, "any")) {
            assertThatThrownBy(() -> file.read("conv.weight"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("checksum");
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.pth",
                "plain-legacy.pth",
                "strided.pth",
                "strided-legacy.pth",
                "checkpoint.pth.tar",
                "checkpoint-legacy.pth.tar"
            })
    void damagedFilesCauseOnlyInvalidInputExceptions(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource(name));
        SplitMix64 random = new SplitMix64(11);
        Path mutated = folder.resolve("mutated.pth");
        int refused = 0;
        int rounds = MUTATIONS / 6 + 1;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change <= round % 5; change++) {
                bytes[(int) (random.nextDouble() * bytes.length)] = (byte) (random.nextDouble() * 256);
            }
            int length = round % 7 == 0 ? (int) (random.nextDouble() * bytes.length) : bytes.length;
            Files.write(mutated, java.util.Arrays.copyOf(bytes, length));
            long began = System.nanoTime();
            refused += refuses(mutated) ? 1 : 0;
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .isLessThan(10);
        }
        assertThat(refused).isGreaterThan(rounds / 4);
    }

    private static boolean refuses(Path path) {
        try (WeightFile file = WeightFiles.open(path, "any")) {
            file.tensors().forEach(tensor -> file.read(tensor.name()));
            return false;
        } catch (InvalidInputException e) {
            return true;
        }
    }

    /** Files written by the installed PyTorch are read like the stored files. */
    @Test
    void installedPyTorchWritesTheSameFiles() throws IOException, InterruptedException {
        Path python = Path.of("/usr/bin/python3");
        Path fresh = folder.resolve("fresh");
        assumeTrue(Files.isExecutable(python) && run(python, "-c", "import torch") == 0, "there is no PyTorch here");
        assertThat(run(python, resource("write.py").toString(), fresh.toString()))
                .isZero();
        try (Stream<Path> files = Files.list(fresh)) {
            for (Path file : files.sorted().toList()) {
                Path kept = resource(file.getFileName().toString());
                // The weights of a module are random.
                if (!file.getFileName().toString().startsWith("module-state")) {
                    assertThat(content(file)).as(file.toString()).isEqualTo(content(kept));
                }
            }
        }
    }

    private static Map<String, Object> content(Path path) {
        Map<String, Object> content = new TreeMap<>();
        try (WeightFile file = WeightFiles.open(path, "any")) {
            file.tensors().forEach(tensor -> content.put(tensor.toString(), boxed(file.read(tensor.name()))));
        } catch (InvalidInputException e) {
            content.put("refused", e.getMessage().replace(path.toString(), ""));
        }
        return content;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new java.util.ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private int run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.log").toFile())
                .start();
        return process.waitFor();
    }

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i % 13 - 6) / 4f;
        }
        return values;
    }

    static Path resource(String name) {
        try {
            URI uri = java.util.Objects.requireNonNull(PyTorchFileTest.class.getResource("pytorch/" + name), name)
                    .toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
