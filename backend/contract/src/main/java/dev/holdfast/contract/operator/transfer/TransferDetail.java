package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Transfer with its devices.
 *
 * @param transfer transfer
 * @param deviceIds device IDs
 * @param voucher voucher that the installation signed for the offering owner: a compact JWS (ES256)
 */
public record TransferDetail(TransferView transfer, List<DeviceId> deviceIds, String voucher) {}
