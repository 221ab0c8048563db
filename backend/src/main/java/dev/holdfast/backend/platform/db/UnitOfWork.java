package dev.holdfast.backend.platform.db;

import org.hibernate.reactive.mutiny.Mutiny;

/**
 * One transaction with both ways to the data: entities, and set-based SQL on the same connection. What either wrote,
 * the other sees; a rollback takes both. Use them one after the other, never at once.
 *
 * @param catalog whose rows it sees
 * @param session for entities
 * @param sql for sets
 */
public record UnitOfWork(CatalogId catalog, Mutiny.StatelessSession session, Sql sql) {}
