package dev.holdfast.ui.feed;

import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parts that can have a release.
 *
 * @param endorsed parts of chips of manufacturers that are not revoked, sorted
 * @param released parts that a feed offers a release for
 */
public record OsParts(List<String> endorsed, Set<String> released) {
    public static OsParts of(List<ManufacturerView> manufacturers, List<OsReleaseView> releases) {
        return new OsParts(
                manufacturers.stream()
                        .filter(manufacturer -> manufacturer.state() != ManufacturerView.State.REVOKED)
                        .flatMap(manufacturer -> manufacturer.parts().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                releases.stream()
                        .filter(release -> !release.offeredBy().isEmpty())
                        .map(OsReleaseView::part)
                        .collect(Collectors.toSet()));
    }

    /** Returns the endorsed parts without a release. */
    public List<String> unreleased() {
        return endorsed.stream().filter(part -> !released.contains(part)).toList();
    }

    boolean isReleased(String part) {
        return released.contains(part);
    }

    /** Returns the first endorsed part without a release, else the first endorsed part; empty without endorsed parts. */
    String suggestion() {
        return unreleased().stream()
                .findFirst()
                .or(() -> endorsed.stream().findFirst())
                .orElse("");
    }
}
