package dev.pilaster.agent;

/** What people may do with the data of sites beside git; both say first what they would do. */
public record SiteData(Purges purges, Refills refills) {}
