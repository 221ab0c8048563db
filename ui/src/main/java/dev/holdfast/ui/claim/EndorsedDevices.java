package dev.holdfast.ui.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.DeviceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What an endorsement list says of its chips. Nothing is verified here: read only what the operator API has accepted.
 *
 * @param catalog the only catalog that may claim them; empty when any may
 * @param devices their IDs
 */
record EndorsedDevices(String catalog, List<DeviceId> devices) {
    private static final EndorsedDevices NONE = new EndorsedDevices("", List.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 3;

    /** Reads a compact JWS; nothing when it is not understood. */
    static EndorsedDevices in(String list) {
        String[] parts = list.split("\\.", -1);
        if (parts.length != PARTS) {
            return NONE;
        }
        try {
            JsonNode payload = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            List<DeviceId> devices = new ArrayList<>();
            for (JsonNode device : payload.path("devices")) {
                devices.add(DeviceId.parse(device.path("deviceId").asText()));
            }
            return new EndorsedDevices(payload.path("catalog").asText(""), List.copyOf(devices));
        } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
            return NONE;
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    /** Returns whether a catalog may claim them. */
    boolean areFor(String name) {
        return catalog.isEmpty() || catalog.equalsIgnoreCase(name);
    }
}
