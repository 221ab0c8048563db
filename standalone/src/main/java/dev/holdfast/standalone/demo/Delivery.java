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

/** Brings devices and applications to one catalog, as one person. The operating system comes by {@link OsDelivery}. */
public final class Delivery {
    private final OperatorClient operator;
    private final String catalog;

    /**
     * @param operator speaks for the person whose work it is
     * @param catalog name of the catalog
     */
    public Delivery(OperatorClient operator, String catalog) {
        this.operator = operator;
        this.catalog = "catalogs/" + OperatorClient.segment(catalog);
    }

    /**
     * Uploads those images that the catalog lacks.
     *
     * @param images applications and board configurations
     * @return how many were uploaded
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

    /**
     * Imports a manufacturer's endorsements; that is an act of the installation's owner.
     *
     * @param batch what the manufacturer sent; nothing is to do when it endorses no chip
     */
    public void endorse(SiliconManufacturer.Endorsed batch) {
        if (!batch.devices().isEmpty()) {
            operator.post("endorsements", "application/jose", batch.list().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Claims chips to a group.
     *
     * @param product the product's name
     * @param group the group's name
     * @param devices the chips; none is nothing to do
     * @throws CannotContinue when one of them is refused
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
