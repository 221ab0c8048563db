package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * A transfer with what it is about.
 *
 * @param transfer how it stands
 * @param deviceIds the devices
 * @param voucher what the installation signed for the offering owner: a compact JWS (ES256)
 */
public record TransferDetail(TransferView transfer, List<DeviceId> deviceIds, String voucher) {}
