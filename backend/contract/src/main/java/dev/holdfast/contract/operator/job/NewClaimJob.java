package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import java.util.List;

/**
 * A job that claims devices into a group, by the makers' word for the catalog. Proofs of possession live for minutes: claim with them
 * at once.
 *
 * @param deviceIds 1 to 100,000 device IDs
 * @param product the group's product, by name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group, by name
 */
public record NewClaimJob(List<DeviceId> deviceIds, String product, String group) {}
