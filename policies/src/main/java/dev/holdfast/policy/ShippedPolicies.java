package dev.holdfast.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

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
