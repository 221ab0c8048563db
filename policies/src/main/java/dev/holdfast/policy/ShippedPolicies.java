package dev.holdfast.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The policies that Holdfast ships: the files beside this library's sources, packed into its jar. */
public final class ShippedPolicies {
    /** The ids of all of them. */
    public static final List<String> IDS =
            List.of("attestation/default", "admission/default", "update-channel/default");

    private static final String FOLDER = "/dev/holdfast/policy/shipped/";

    private ShippedPolicies() {}

    /**
     * Loads one by its id.
     *
     * @throws IllegalArgumentException when there is none of that id
     */
    public static Policy load(String id) {
        try {
            return PolicyYaml.read(resource(id, ".yaml"));
        } catch (PolicyException e) {
            throw new IllegalStateException("the shipped policy " + id + " is broken: " + e.getMessage(), e);
        }
    }

    /** Loads and compiles one by its id; see {@link #load}. */
    public static CompiledPolicy compile(String id) {
        try {
            return CompiledPolicy.compile(load(id));
        } catch (PolicyException e) {
            throw new IllegalStateException("the shipped policy " + id + " is broken: " + e.getMessage(), e);
        }
    }

    /** Loads the test cases that lie beside a shipped policy. */
    public static List<PolicyCase> cases(String id) {
        try {
            return PolicyCases.read(resource(id, ".tests.yaml")).merged();
        } catch (PolicyException e) {
            throw new IllegalStateException("the test cases of " + id + " are broken: " + e.getMessage(), e);
        }
    }

    /** Returns a shipped policy's text as an operator would write it: without its id and version. */
    public static String source(String id) {
        return withoutComments(text(id, ".yaml"), "id: ", "version: ");
    }

    /** Returns the text of the test cases that lie beside a shipped policy, without the policy's id. */
    public static String caseSource(String id) {
        return withoutComments(text(id, ".tests.yaml"), "policy: ");
    }

    private static String withoutComments(String text, String... fields) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> Arrays.stream(fields).noneMatch(line::startsWith))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(String id, String ending) {
        try {
            return resource(id, ending);
        } catch (PolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String id, String ending) throws PolicyException {
        if (!IDS.contains(id)) {
            throw new IllegalArgumentException("no shipped policy has the id " + id + "; there are " + IDS);
        }
        try (InputStream yaml = ShippedPolicies.class.getResourceAsStream(FOLDER + id + ending)) {
            if (yaml == null) {
                throw new IllegalStateException("the file of " + id + " is not in the jar");
            }
            return PolicyYaml.text(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
