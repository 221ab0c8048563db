package dev.holdfast.backend.pki.vault;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs SoftHSM from Debian, a hardware security module in software, with tokens for one test. */
// The call of setenv in libc is restricted.
@SuppressWarnings("restricted")
final class SoftHsm {
    /** User PIN of all tokens. */
    static final String PIN = "2718";

    private static final String CONFIGURATION = "SOFTHSM2_CONF";

    private SoftHsm() {}

    /** Creates tokens in {@code folder} and points SoftHSM to them, also in this process. */
    static void makeTokens(Path folder, String... labels) throws IOException, InterruptedException {
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Path configuration = Files.writeString(
                folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        setEnvironment(configuration);
        for (String label : labels) {
            run(
                    configuration,
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    label,
                    "--so-pin",
                    "1828",
                    "--pin",
                    PIN);
        }
    }

    /** Lists the private keys of a token with {@code pkcs11-tool}, an independent program. Returns one text a key. */
    static List<String> privateKeys(Path folder, Path module, String token) throws IOException, InterruptedException {
        String listed = run(
                folder.resolve("softhsm2.conf"),
                "pkcs11-tool",
                "--module",
                module.toString(),
                "--token-label",
                token,
                "--login",
                "--pin",
                PIN,
                "--list-objects",
                "--type",
                "privkey");
        return Arrays.stream(listed.split("Private Key Object", -1)).skip(1).toList();
    }

    private static String run(Path configuration, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(CONFIGURATION, configuration.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command[0] + " failed: " + output);
        }
        return output;
    }

    /** Sets the environment variable in this process, where the PKCS#11 module reads it. Java has no method for that, so libc is called. */
    private static void setEnvironment(Path configuration) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) linker.downcallHandle(
                            linker.defaultLookup().find("setenv").orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom(CONFIGURATION), arena.allocateFrom(configuration.toString()), 1);
            if (result != 0) {
                throw new IllegalStateException("setenv failed");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
