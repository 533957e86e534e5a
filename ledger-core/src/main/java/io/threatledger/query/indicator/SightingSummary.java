package io.threatledger.query.indicator;

/**
 * Sightings in numbers, which everyone may see.
 *
 * @param coreSightings entries of the core fleet
 * @param meshSightings entries of the mesh fleet
 * @param totalSensors distinct sensors: the one number about a restricted claim that is public
 */
public record SightingSummary(int coreSightings, int meshSightings, int totalSensors) {}
