package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.PersonFields;
import dev.holdfast.contract.operator.identity.PersonView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds people by a part of their name, user name or e-mail address. */
@ApplicationScoped
public class FindPeople {
    /** Maximum number of results. */
    static final int LIMIT = 20;

    private static final Pattern TEXT = Pattern.compile("(?=.*[\\p{L}\\p{N}]{2})[\\p{L}\\p{M}\\p{N} .@_+'-]{2,100}");

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9._-]{0,254}");

    private final KeycloakPeople people;

    FindPeople(KeycloakPeople people) {
        this.people = people;
    }

    /** Returns people that match every word of the filter, by user name. */
    public Uni<List<PersonView>> find(@Nullable String filter) {
        return Uni.createFrom().item(() -> words(filter)).chain(words -> people.find(words, LIMIT));
    }

    /** Returns a person by {@code sub}; fails with {@code not-found}. */
    public Uni<PersonView> one(String subject) {
        return (SUBJECT.matcher(subject).matches()
                        ? people.one(subject)
                        : Uni.createFrom().item(Optional.<PersonView>empty()))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Person " + subject)));
    }

    private static List<String> words(@Nullable String filter) {
        String sought = Parameters.filter(filter, PersonFields.VOCABULARY).terms().stream()
                .map(FindPeople::words)
                .collect(Collectors.joining(" "))
                .strip();
        // Excludes Keycloak's wildcards and quotes.
        new Checks()
                .matches(
                        "filter",
                        sought,
                        TEXT,
                        "must have 2 to 100 letters, digits, spaces and . @ _ + ' -, with two adjacent letters or digits")
                .done();
        return List.of(sought.split("\\s+"));
    }

    private static String words(Filter.Term term) {
        if (term instanceof Filter.Words words && !words.negated()) {
            return words.words();
        }
        throw ProblemException.invalid("filter", "must have only words without a minus");
    }
}
