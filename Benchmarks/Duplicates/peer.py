#!/usr/bin/env python3
"""Splink, as a peer of switchbook dedupe: peer.py FILE.csv  writes FILE.splink.csv (record,cluster) and prints the seconds it took.

Eight comparisons, trained without labels (EM), as Splink's documentation does it: deduplication, DuckDB backend.
"""
import sys, time
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

path = sys.argv[1]
df = pd.read_csv(path, dtype=str, keep_default_na=False).replace("", None)
df["id"] = range(1, len(df) + 1)
start = time.perf_counter()
if "given_name" in df:
    comparisons = [cl.NameComparison("given_name"), cl.NameComparison("surname"), cl.ExactMatch("street_number"),
                   cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]), cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
                   cl.LevenshteinAtThresholds("postcode", [1, 2]), cl.ExactMatch("state"), cl.LevenshteinAtThresholds("date_of_birth", [1, 2])]
    rules = [block_on("given_name", "surname"), block_on("date_of_birth"), block_on("postcode", "surname"), block_on("suburb", "given_name"), block_on("address_1", "street_number"), block_on("suburb", "address_1")]
    training = [block_on("date_of_birth"), block_on("given_name", "surname"), block_on("postcode", "suburb")]
else:
    df = df.rename(columns=lambda c: c.lower().replace(" ", "_"))
    for c in ("first_name", "last_name", "company", "email"): df[c] = df[c].str.lower()
    for c in ("business", "mobile", "home"): df[c] = df[c].str.replace(r"\D", "", regex=True).str.replace(r"^00", "", regex=True)
    comparisons = [cl.JaroWinklerAtThresholds("first_name", [0.9, 0.7]), cl.JaroWinklerAtThresholds("last_name", [0.9, 0.7]), cl.JaroWinklerAtThresholds("company", [0.9]),
                   cl.ExactMatch("mobile"), cl.ExactMatch("business"), cl.ExactMatch("email"), cl.ExactMatch("zip"), cl.ExactMatch("birthday")]
    rules = [block_on("mobile"), block_on("email"), block_on("business", "last_name"), block_on("home", "first_name"), block_on("first_name", "last_name")]
    training = [block_on("mobile"), block_on("first_name", "last_name"), block_on("email")]
settings = SettingsCreator(link_type="dedupe_only", unique_id_column_name="id", comparisons=comparisons, blocking_rules_to_generate_predictions=rules)
linker = Linker(df, settings, db_api=DuckDBAPI())
linker.training.estimate_probability_two_random_records_match(rules[:2], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for rule in training: linker.training.estimate_parameters_using_expectation_maximisation(rule)
pairs = linker.inference.predict(threshold_match_probability=0.5)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.9).as_pandas_dataframe()
print(f"seconds {time.perf_counter() - start:.2f}")
clusters.sort_values("id")[["id", "cluster_id"]].to_csv(path.rsplit(".", 1)[0] + ".splink.csv", index=False)
