package dev.holdfast.sim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.ComponentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The members of {@code app_manifest.json} that a packer reads. Others are allowed and stay in the file.
 *
 * @param name name of the application, 1 to {@value #MAX_NAME} bytes
 * @param component GUID of the application. All versions have the same
 * @param entryPoint path of the program, such as {@code bin/app}
 */
record ApplicationManifest(String name, ComponentId component, String entryPoint) {
    static final String FILE = "app_manifest.json";
    static final int MAX_NAME = 31;

    private static final int SCHEMA_VERSION = 1;

    /**
     * Parses the file.
     *
     * @throws IllegalArgumentException when a member is missing or invalid; the message is for people
     */
    static ApplicationManifest parse(byte[] json) {
        JsonNode manifest;
        try {
            manifest = new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(FILE + " is not JSON.", e);
        }
        require(manifest.path("SchemaVersion").asInt() == SCHEMA_VERSION, "needs \"SchemaVersion\": 1.");
        String name = manifest.path("Name").asText();
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        require(length >= 1 && length <= MAX_NAME, "needs a \"Name\" of 1 to " + MAX_NAME + " bytes.");
        String entryPoint = manifest.path("EntryPoint").asText();
        require(entryPoint.startsWith("/"), "needs an \"EntryPoint\" such as \"/bin/app\".");
        return new ApplicationManifest(
                name, component(manifest.path("ComponentId").asText()), entryPoint.substring(1));
    }

    private static ComponentId component(String text) {
        try {
            return ComponentId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + " needs a \"ComponentId\", a GUID of your own.", e);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(FILE + " " + rule);
        }
    }
}
