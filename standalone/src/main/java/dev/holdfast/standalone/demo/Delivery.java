package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.standalone.config.CannotContinue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Uploads applications to a catalog, imports endorsement lists, and claims devices into the catalog. {@link OsDelivery} releases operating
 * systems.
 */
public final class Delivery {
    private final OperatorClient operator;
    private final String catalog;

    /**
     * @param operator client of a person with the needed role
     * @param catalog name of the catalog
     */
    public Delivery(OperatorClient operator, String catalog) {
        this.operator = operator;
        this.catalog = "catalogs/" + OperatorClient.segment(catalog);
    }

    /**
     * Uploads the applications and board configurations that the catalog lacks.
     *
     * @return the number of uploaded images
     */
    public int upload(List<ImagePackage> images) {
        Set<ImageId> known = StreamSupport.stream(
                        operator.get(catalog + "/images").spliterator(), false)
                .map(image -> ImageId.parse(image.get("id").asText()))
                .collect(Collectors.toSet());
        List<ImagePackage> missing = images.stream()
                .filter(image -> !known.contains(image.metadata().image()))
                .toList();
        missing.forEach(image -> operator.post(catalog + "/images", "application/octet-stream", image.bytes()));
        return missing.size();
    }

    /** Imports an endorsement list, unless the list is empty. Only an owner of the installation may do this. */
    public void endorse(SiliconManufacturer.Endorsed batch) {
        if (!batch.devices().isEmpty()) {
            operator.post("endorsements", "application/jose", batch.list().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Claims chips into a device group.
     *
     * @throws CannotContinue if a chip is refused
     */
    public void claim(String product, String group, List<DeviceId> devices) {
        if (!devices.isEmpty()) {
            JsonNode refused = operator.post(catalog + "/devices/claim", new ClaimRequest(product, group, devices))
                    .get("refused");
            if (!refused.isEmpty()) {
                throw new CannotContinue("%d of %d devices were not claimed: %s"
                        .formatted(
                                refused.size(),
                                devices.size(),
                                refused.get(0).get("reason").asText()));
            }
        }
    }
}
