package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.backend.tenancy.command.Author;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Authors of the policy in a request, as stored. A name can change or be reused, so it is used only if the author's subject is unknown.
 *
 * @param names in lower case, of authors whose subject is unknown
 * @param subjects the other authors, by {@link Subject#key}
 */
record Authors(List<String> names, List<String> subjects) {
    static Authors of(Collection<Author> authors) {
        return new Authors(
                authors.stream()
                        .filter(author -> !author.isKnown())
                        .map(author -> author.name().toLowerCase(Locale.ROOT))
                        .toList(),
                authors.stream()
                        .filter(Author::isKnown)
                        .map(author -> Objects.requireNonNull(author.subject()).key())
                        .toList());
    }

    static Authors read(Row row) {
        return new Authors(
                List.of(row.getArrayOfStrings("author_names")), List.of(row.getArrayOfStrings("author_subjects")));
    }

    Object namesColumn() {
        return Columns.texts(names, name -> name);
    }

    Object subjectsColumn() {
        return Columns.texts(subjects, subject -> subject);
    }

    /** Returns the ids, at the identity provider, of the authors whose subject is known. */
    List<String> ids() {
        return subjects.stream().map(Subject::idOf).toList();
    }

    boolean include(Caller caller) {
        return subjects.contains(caller.subject().key())
                || names.contains(caller.name().toLowerCase(Locale.ROOT));
    }
}
