package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.standalone.config.CannotContinue;
import java.util.List;

/** Releases operating systems of {@link SiliconManufacturer} to the installation's feeds. */
public final class OsDelivery {
    private static final String RELEASES = "os-releases";
    private static final String RETAIL = "Retail";

    private final OperatorClient owner;

    /** @param owner client of an owner of the installation */
    public OsDelivery(OperatorClient owner) {
        this.owner = owner;
    }

    /**
     * Releases an operating system to the feed Retail, unless the feed has a release of the manufacturer for the part with the same or a
     * higher security version.
     *
     * @param part SKU of the chips
     * @param images all images of the operating system
     * @return whether this call released the operating system
     * @throws CannotContinue if the part has such a release that the feed does not offer, for example a withdrawn one, or a release of
     *     another manufacturer
     */
    public boolean release(String part, List<ImagePackage> images) {
        long version = images.getFirst().metadata().securityVersion();
        for (JsonNode known : owner.get(RELEASES + "?limit=500")) {
            if (known.get("part").asText().equals(part)
                    && known.get("securityVersion").asLong() >= version
                    && offers(known, RETAIL)
                    && isOwn(known)) {
                return false;
            }
        }
        images.forEach(image -> owner.post("os-images", "application/octet-stream", image.bytes()));
        owner.post(
                RELEASES,
                new NewOsRelease(
                        part,
                        RETAIL,
                        images.stream().map(image -> image.metadata().image()).toList(),
                        null));
        return true;
    }

    private static boolean offers(JsonNode release, String feed) {
        return release.get("offeredBy")
                .valueStream()
                .anyMatch(name -> name.asText().equals(feed));
    }

    /** Returns whether the images are the manufacturer's. Images of two manufacturers can have the same ID, but not the same digest. */
    private boolean isOwn(JsonNode release) {
        JsonNode image = release.get("images").get(0);
        return owner.find("os-images/" + image.get("id").asText() + "?manufacturer=" + SiliconManufacturer.NAME)
                .filter(own -> own.get("digest").equals(image.get("digest")))
                .isPresent();
    }
}
