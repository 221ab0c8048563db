package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.id.ImageId;
import java.util.List;

/**
 * Applications and board configurations for a device group; the newest deployment wins.
 *
 * @param imageIds 1 to 6 uploaded images of type {@code Applications} or {@code CustomerBoardConfig}, each component at most once
 */
public record NewDeployment(List<ImageId> imageIds) {}
