package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import java.util.List;

/** Releases operating systems into the installation's feeds, as an owner of the installation. */
public final class OsDelivery {
    private static final String RELEASES = "os-releases";

    private final OperatorClient owner;

    /** @param owner speaks for an owner of the installation */
    public OsDelivery(OperatorClient owner) {
        this.owner = owner;
    }

    /**
     * Releases an operating system for everyone, unless its part has it or something newer.
     *
     * @param part SKU of the chips
     * @param images all of it
     * @return whether it was released now
     */
    public boolean release(String part, List<ImagePackage> images) {
        long version = images.getFirst().metadata().securityVersion();
        for (JsonNode known : owner.get(RELEASES + "?limit=500")) {
            if (known.get("part").asText().equals(part)
                    && known.get("securityVersion").asLong() >= version) {
                return false;
            }
        }
        images.forEach(image -> owner.post("os-images", "application/octet-stream", image.bytes()));
        owner.post(
                RELEASES,
                new NewOsRelease(
                        part,
                        "Retail",
                        images.stream().map(image -> image.metadata().image()).toList(),
                        null));
        return true;
    }
}
