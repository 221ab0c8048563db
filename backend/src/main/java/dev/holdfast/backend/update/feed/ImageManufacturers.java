package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Uploaded images by manufacturer. Two manufacturers can have images with the same ID. Pure.
 *
 * @param byManufacturer images by the name of the manufacturer that signed them
 */
record ImageManufacturers(Map<String, List<ImageView>> byManufacturer) {
    static ImageManufacturers of(List<Row> images) {
        Map<String, List<ImageView>> byManufacturer = new TreeMap<>();
        images.forEach(row -> byManufacturer
                .computeIfAbsent(row.getString("manufacturer"), first -> new ArrayList<>())
                .add(ImageRows.view(row)));
        return new ImageManufacturers(byManufacturer);
    }

    List<ImageView> images(String manufacturer) {
        return byManufacturer.getOrDefault(manufacturer, List.of());
    }

    /**
     * Returns the manufacturer of a release.
     *
     * @param ids images of the release
     * @param endorsers manufacturers with chips of the part. If there are any, only their images are released
     * @param releasers manufacturers whose releases for the part are not withdrawn
     */
    String choose(List<ImageId> ids, String part, List<String> endorsers, List<String> releasers) {
        ids.forEach(this::requireUploaded);
        List<String> complete = byManufacturer.entrySet().stream()
                .filter(images -> images.getValue().size() == ids.size())
                .map(Map.Entry::getKey)
                .toList();
        if (complete.isEmpty()) {
            throw ProblemException.badContent(
                    "The images are from different manufacturers. All images of a release need the same manufacturer.");
        }
        List<String> chosen = endorsers.isEmpty()
                ? complete
                : complete.stream().filter(endorsers::contains).toList();
        if (chosen.isEmpty()) {
            throw ProblemException.badContent("The images are from " + String.join(", ", complete)
                    + ", and the chips with part " + part + " are from " + String.join(", ", endorsers)
                    + ". Nothing was released.");
        }
        if (chosen.size() > 1) {
            throw ProblemException.conflict("The manufacturers " + String.join(", ", complete)
                    + " have images with these IDs. Import the endorsement list of the chips with part " + part
                    + " first: it names their manufacturer.");
        }
        releasers.stream()
                .filter(other -> !other.equals(chosen.getFirst()))
                .findFirst()
                .ifPresent(other -> {
                    throw ProblemException.badContent("Part " + part + " has a release of " + other
                            + ", and these images are from " + chosen.getFirst() + ". Nothing was released.");
                });
        return chosen.getFirst();
    }

    private void requireUploaded(ImageId id) {
        if (byManufacturer.values().stream()
                .flatMap(List::stream)
                .noneMatch(image -> image.id().equals(id))) {
            throw ProblemException.notFound(
                    "imageIds", "names image " + id + ", which is not an uploaded operating system image");
        }
    }
}
