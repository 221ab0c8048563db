package dev.holdfast.sim.factory;

import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a factory is to make.
 *
 * @param plan how many chips, and what is wrong with which of them
 * @param part the text of their part's profile, see {@link dev.holdfast.sim.mt3620.profile.Profiles#text}
 * @param keys the installation that they are for
 * @param osVersion what to burn
 * @param sizes of the operating system's images
 * @param catalog who alone may claim them; empty when whoever claims them may have them
 */
public record BatchOrder(
        FleetPlan plan,
        String part,
        InstallationKeys keys,
        String osVersion,
        ImageSizes sizes,
        Optional<String> catalog) {
    private static final Pattern CATALOG = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    /**
     * Checks the catalog's name.
     *
     * @throws IllegalArgumentException when no service has such a catalog, so that nobody could ever claim the chips
     */
    public BatchOrder {
        catalog.filter(name -> !CATALOG.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "A catalog's name has 1 to 50 letters, digits, hyphens and underscores, unlike '" + name + "'.");
        });
    }

    /**
     * Orders chips of the part {@code mt3620} with scaled-down images, which anybody may claim.
     *
     * @param count number of chips
     * @param scenario what is wrong with which of them, by the scenario's own seed
     * @throws IOException when the profile of the part cannot be read
     */
    public static BatchOrder of(int count, InstallationKeys keys, String osVersion, Scenario scenario)
            throws IOException {
        return new BatchOrder(
                FleetPlan.of(scenario, scenario.seed(), count),
                Profiles.text(Factory.MT3620),
                keys,
                osVersion,
                ImageSizes.SCALED_DOWN,
                Optional.empty());
    }

    /** Returns the order for one catalog of the installation, which alone may claim the chips. */
    public BatchOrder onlyFor(String claimant) {
        return new BatchOrder(plan, part, keys, osVersion, sizes, Optional.of(claimant));
    }
}
