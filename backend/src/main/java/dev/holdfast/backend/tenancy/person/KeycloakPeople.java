package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.KeycloakRealm;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak's users, by its admin client on worker threads; what Keycloak refuses becomes a problem that says what to do. */
@ApplicationScoped
class KeycloakPeople {
    private static final Logger LOG = Logger.getLogger(KeycloakPeople.class);
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_FAULT = 500;

    /** Who is disabled is not told, and Keycloak counts them: so many are asked for, for each that is user. */
    private static final int DISABLED_TOO = 5;

    /** How many may wait for Keycloak at once: the threads are those that sign, too. */
    private static final int MOST_AT_ONCE = 4;

    private final KeycloakRealm realm;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

    KeycloakPeople(KeycloakRealm realm) {
        this.realm = realm;
    }

    /** Returns at most {@code most} enabled users, by user name, whose names or address have each of the words in it. */
    Uni<List<PersonView>> find(List<String> words, int most) {
        String search = words.stream().map(word -> "*" + word + "*").collect(Collectors.joining(" "));
        return ask(users -> users.search(search, 0, most * DISABLED_TOO, true).stream()
                .filter(user -> Boolean.TRUE.equals(user.isEnabled()))
                .limit(most)
                .map(KeycloakPeople::view)
                .toList());
    }

    /**
     * Makes a user who signs in with {@code firstPassword} once and must choose another then. Nobody else may have the address, not
     * as a user name either, whatever the realm lets through: else one account passes for another's.
     */
    Uni<PersonView> create(NewPerson request, String firstPassword) {
        UserRepresentation user = user(request, firstPassword);
        return ask(users -> {
            requireNobody(users, user);
            try (Response answer = create(users, user)) {
                return switch (answer.getStatus()) {
                    case CREATED -> {
                        String path = answer.getLocation().getPath();
                        user.setId(path.substring(path.lastIndexOf('/') + 1));
                        requireNobodyElse(users, user);
                        yield view(user);
                    }
                    case CONFLICT -> throw taken(user);
                    case BAD_REQUEST -> throw AccountRules.refused(answer.readEntity(String.class));
                    default -> throw new WebApplicationException(answer.getStatus());
                };
            }
        });
    }

    /** Removes a user again, who is not to stay; never fails: what stays all the same is named in the log. */
    Uni<Void> remove(PersonView person) {
        // However many wait: it is in the way of nobody who signs, and nobody comes back to do it.
        return Workers.run(() -> answer(users -> {
                    delete(users, person.subject(), person.userName());
                    return person;
                }))
                .onFailure()
                .invoke(failure -> LOG.error(stayed(person.userName()), failure))
                .onFailure()
                .recoverWithItem(person)
                .replaceWithVoid();
    }

    private static void requireNobody(UsersResource users, UserRepresentation user) {
        if (!users.searchByUsername(user.getUsername(), true).isEmpty()
                || havingAddress(users, user).findAny().isPresent()) {
            throw taken(user);
        }
    }

    /** Of two who were to have an address at once none is left: the one that was made first cannot be told. */
    private static void requireNobodyElse(UsersResource users, UserRepresentation made) {
        try {
            if (havingAddress(users, made).anyMatch(user -> !user.getId().equals(made.getId()))) {
                throw taken(made);
            }
        } catch (ProblemException | ProcessingException | WebApplicationException refusal) {
            removeAgain(users, made, refusal);
            throw refusal;
        }
    }

    /** As an address, or as a user name. */
    private static Stream<UserRepresentation> havingAddress(UsersResource users, UserRepresentation user) {
        return Stream.concat(
                users.searchByEmail(user.getEmail(), true).stream(),
                users.searchByUsername(user.getEmail(), true).stream());
    }

    private static ProblemException taken(UserRepresentation user) {
        return ProblemException.conflict("There is somebody with the user name " + user.getUsername()
                + " or the address " + user.getEmail() + " already. Look for them and give them the role.");
    }

    /** What was made though the answer was lost, or is that something broke, is removed: nobody knows of it, and its name would be taken. */
    private static Response create(UsersResource users, UserRepresentation user) {
        Response answer;
        try {
            answer = users.create(user);
        } catch (ProcessingException lost) {
            removeAgain(users, user, lost);
            throw lost;
        }
        if (answer.getStatus() >= FIRST_FAULT) {
            answer.close();
            ProblemException broken = away("Keycloak failed while it made the account (it answers " + answer.getStatus()
                    + "). Nobody was invited. Try again in a few seconds; if the name is taken then, whoever runs this"
                    + " installation finds in the backend's log what to remove.");
            removeAgain(users, user, broken);
            throw broken;
        }
        return answer;
    }

    private static void removeAgain(UsersResource users, UserRepresentation user, RuntimeException why) {
        try {
            List<UserRepresentation> made = users.searchByUsername(user.getUsername(), true).stream()
                    // Nobody had the name before; of two who were to have it at once, only the one that is meant here.
                    .filter(found -> user.getId() == null
                            ? user.getEmail().equals(found.getEmail())
                            : user.getId().equals(found.getId()))
                    .toList();
            if (made.isEmpty()) {
                // It may still be on its way.
                LOG.error(stayed(user.getUsername()), why);
            }
            made.forEach(found -> delete(users, found.getId(), user.getUsername()));
        } catch (ProcessingException | WebApplicationException away) {
            why.addSuppressed(away);
            LOG.error(stayed(user.getUsername()), away);
        }
    }

    private static void delete(UsersResource users, String subject, String userName) {
        try (Response answer = users.delete(subject)) {
            if (answer.getStatus() != NO_CONTENT && answer.getStatus() != NOT_FOUND) {
                LOG.errorf("%s: it answers %d", stayed(userName), answer.getStatus());
            }
        }
    }

    private static String stayed(String userName) {
        return "Keycloak may have kept the account " + userName
                + ", which is in no audit log and whose password nobody knows: look there and remove it";
    }

    private <T> Uni<T> ask(Function<UsersResource, T> question) {
        return Workers.run(() -> {
            if (!permits.tryAcquire()) {
                throw away("Keycloak is slow, and others wait for it. Try again in a few seconds.");
            }
            try {
                return answer(question);
            } finally {
                permits.release();
            }
        });
    }

    private <T> T answer(Function<UsersResource, T> question) {
        UsersResource users = realm.admin()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.NOT_OFFERED,
                        "The people of this installation's identity provider cannot be looked up here. Give roles by subject,"
                                + " e-mail address or group, and make accounts at the provider."))
                .users();
        try {
            return question.apply(users);
        } catch (WebApplicationException refusal) {
            if (refusal.getResponse().getStatus() >= FIRST_FAULT) {
                LOG.errorf("Keycloak answers %d", refusal.getResponse().getStatus());
                throw away("Keycloak answers that it cannot now. Nothing was changed. Try again in a few seconds.");
            }
            LOG.errorf(
                    "Keycloak answers %d: look whether HOLDFAST_PEOPLE_CLIENT_SECRET is that of the client, and whether its service"
                            + " account has view-users, query-users and manage-users",
                    refusal.getResponse().getStatus());
            throw away(
                    "Keycloak does not let this installation look up people. Nothing was changed. Whoever runs it finds"
                            + " the reason in the backend's log; until then give roles by subject.");
        } catch (ProcessingException silence) {
            LOG.error("Keycloak does not answer", silence);
            throw away("Keycloak does not answer. Try again in a few seconds.");
        }
    }

    private static ProblemException away(String detail) {
        return ProblemException.of(ProblemType.UNAVAILABLE, detail);
    }

    private static UserRepresentation user(NewPerson request, String firstPassword) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(firstPassword);
        password.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(request.userName());
        // Not verified: only the person can say that, and roles may wait for whoever proves to have an address.
        user.setEmail(request.email().toLowerCase(Locale.ROOT));
        user.setFirstName(request.firstName());
        user.setLastName(request.lastName());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private static PersonView view(UserRepresentation user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new PersonView(
                user.getId(),
                user.getUsername(),
                name.isEmpty() ? user.getUsername() : name,
                user.getEmail(),
                Boolean.TRUE.equals(user.isEmailVerified()));
    }
}
