package dev.holdfast.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Policies that ship with Holdfast, packed into the jar of this library. */
public final class ShippedPolicies {
    /** IDs of the shipped policies. */
    public static final List<String> IDS = List.of(
            "attestation/default",
            "admission/default",
            "update/UpdateAll",
            "update/No3rdPartyAppUpdates",
            "update/NoUpdates",
            "alert/default");

    private static final String FOLDER = "/dev/holdfast/policy/shipped/";

    private ShippedPolicies() {}

    /**
     * Loads a policy by ID.
     *
     * @throws IllegalArgumentException for an unknown ID
     */
    public static Policy load(String id) {
        try {
            return PolicyYaml.read(resource(id, ".yaml"));
        } catch (PolicyException e) {
            throw new IllegalStateException("the shipped policy " + id + " is broken: " + e.getMessage(), e);
        }
    }

    /** Loads and compiles a policy by ID. */
    public static CompiledPolicy compile(String id) {
        try {
            return CompiledPolicy.compile(load(id));
        } catch (PolicyException e) {
            throw new IllegalStateException("the shipped policy " + id + " is broken: " + e.getMessage(), e);
        }
    }

    /** Loads the test cases of a shipped policy. */
    public static List<PolicyCase> cases(String id) {
        try {
            return PolicyCases.read(resource(id, ".tests.yaml")).merged();
        } catch (PolicyException e) {
            throw new IllegalStateException("the test cases of " + id + " are broken: " + e.getMessage(), e);
        }
    }

    /** Returns the text of a shipped policy without comments, ID and version, for an operator to start from. */
    public static String source(String id) {
        return withoutComments(text(id, ".yaml"), "id: ", "version: ");
    }

    /** Returns the text of the test cases of a shipped policy, without comments and the ID of the policy. */
    public static String caseSource(String id) {
        return withoutComments(text(id, ".tests.yaml"), "policy: ");
    }

    /** Returns the lines that are no comments and begin with none of {@code fields}. */
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
