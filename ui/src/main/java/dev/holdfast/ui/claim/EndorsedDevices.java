package dev.holdfast.ui.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.DeviceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The device IDs in an endorsement list. Nothing is verified here: read only what the operator API has accepted. */
final class EndorsedDevices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS = 3;

    private EndorsedDevices() {}

    /** Returns the IDs in a compact JWS; none when it is not understood. */
    static List<DeviceId> in(String list) {
        String[] parts = list.split("\\.", -1);
        if (parts.length != PARTS) {
            return List.of();
        }
        try {
            List<DeviceId> devices = new ArrayList<>();
            for (JsonNode device :
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("devices")) {
                devices.add(DeviceId.parse(device.path("deviceId").asText()));
            }
            return List.copyOf(devices);
        } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
            return List.of();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }
}
