-- The criteria of ten_criteria.txt as cohort definitions are turned into SQL by programs, for DuckDB: sets of concepts in a table, one event
-- a person to begin with, a subquery for each criterion that joins its table again, and the criteria met put together as bits. Any result in
-- the window counts, as such definitions know no latest one. {name} stands for the ids of concepts so named.
WITH codesets AS (
  SELECT 0 AS codeset_id, concept_id FROM concept WHERE concept_id IN {Systemic lupus erythematosus} OR concept_id IN {Lupus nephritis}
  UNION ALL SELECT 1, concept_id FROM concept WHERE concept_id IN {Hemoglobin}
  UNION ALL SELECT 2, concept_id FROM concept WHERE concept_id IN {Creatinine}
  UNION ALL SELECT 3, concept_id FROM concept WHERE concept_id IN {Platelets}
  UNION ALL SELECT 4, concept_id FROM concept WHERE concept_id IN {rituximab}
  UNION ALL SELECT 5, concept_id FROM concept WHERE concept_id IN {Pregnancy}
  UNION ALL SELECT 6, concept_id FROM concept WHERE concept_id IN {ALT}
  UNION ALL SELECT 7, concept_id FROM concept
    WHERE concept_id IN {Breast cancer} OR concept_id IN {Lymphoma} OR concept_id IN {Basal cell carcinoma of skin}),
qualified_events AS (
  SELECT row_number() OVER (PARTITION BY person_id ORDER BY start_date) AS event_id, person_id, start_date, end_date
  FROM (SELECT c.person_id, min(c.condition_start_date) AS start_date, DATE '2026-06-01' AS end_date
        FROM condition_occurrence c JOIN codesets cs ON c.condition_concept_id = cs.concept_id AND cs.codeset_id = 0
        WHERE c.condition_start_date <= DATE '2026-06-01' GROUP BY c.person_id)),
measured AS (
  SELECT m.person_id, m.measurement_date AS start_date, m.value_as_number, m.unit_source_value, m.range_high, m.measurement_concept_id,
    m.measurement_source_value
  FROM measurement m),
inclusion_events AS (
  SELECT 0 AS rule_id, q.person_id, q.event_id FROM qualified_events q JOIN person p ON p.person_id = q.person_id
    WHERE 2026 - p.year_of_birth - CASE WHEN p.month_of_birth > 6 OR (p.month_of_birth = 6 AND p.day_of_birth > 1) THEN 1 ELSE 0 END
      BETWEEN 18 AND 65 GROUP BY q.person_id, q.event_id
  UNION ALL
  SELECT 1, q.person_id, q.event_id FROM qualified_events q
    JOIN (SELECT c.person_id, c.condition_start_date AS start_date FROM condition_occurrence c
          JOIN codesets cs ON c.condition_concept_id = cs.concept_id AND cs.codeset_id = 0) a
      ON a.person_id = q.person_id AND a.start_date <= q.end_date GROUP BY q.person_id, q.event_id HAVING count(*) >= 1
  UNION ALL
  SELECT 2, q.person_id, q.event_id FROM qualified_events q
    JOIN (SELECT * FROM measured WHERE measurement_source_value = 'SLEDAI-2K total score' AND value_as_number >= 6) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2026-05-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(*) >= 1
  UNION ALL
  SELECT 3, q.person_id, q.event_id FROM qualified_events q
    JOIN (SELECT m.* FROM measured m JOIN codesets cs ON m.measurement_concept_id = cs.concept_id AND cs.codeset_id = 1
          WHERE (unit_source_value = 'g/dL' AND value_as_number >= 8) OR (unit_source_value = 'g/L' AND value_as_number >= 80)) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2026-05-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(*) >= 1
  UNION ALL
  SELECT 4, q.person_id, q.event_id FROM qualified_events q
    JOIN (SELECT m.* FROM measured m JOIN codesets cs ON m.measurement_concept_id = cs.concept_id AND cs.codeset_id = 2
          WHERE (unit_source_value = 'mg/dL' AND value_as_number < 1.5) OR (unit_source_value = 'umol/L' AND value_as_number < 132.6)) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2026-05-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(*) >= 1
  UNION ALL
  SELECT 5, q.person_id, q.event_id FROM qualified_events q
    LEFT JOIN (SELECT m.* FROM measured m JOIN codesets cs ON m.measurement_concept_id = cs.concept_id AND cs.codeset_id = 3
          WHERE (unit_source_value = '/uL' AND value_as_number < 50000) OR (unit_source_value <> '/uL' AND value_as_number < 50)) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2026-05-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(a.person_id) = 0
  UNION ALL
  SELECT 6, q.person_id, q.event_id FROM qualified_events q
    LEFT JOIN (SELECT d.person_id, d.drug_exposure_start_date AS start_date, d.drug_exposure_end_date AS end_date FROM drug_exposure d
          JOIN codesets cs ON d.drug_concept_id = cs.concept_id AND cs.codeset_id = 4) a
      ON a.person_id = q.person_id AND a.start_date <= q.end_date AND a.end_date >= DATE '2025-12-01'
    GROUP BY q.person_id, q.event_id HAVING count(a.person_id) = 0
  UNION ALL
  SELECT 7, q.person_id, q.event_id FROM qualified_events q
    LEFT JOIN (SELECT c.person_id, c.condition_start_date AS start_date FROM condition_occurrence c
          JOIN codesets cs ON c.condition_concept_id = cs.concept_id AND cs.codeset_id = 5 WHERE c.condition_end_date IS NULL) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2025-08-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(a.person_id) = 0
  UNION ALL
  SELECT 8, q.person_id, q.event_id FROM qualified_events q
    LEFT JOIN (SELECT m.* FROM measured m JOIN codesets cs ON m.measurement_concept_id = cs.concept_id AND cs.codeset_id = 6
          WHERE value_as_number > 3 * range_high) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2026-05-04' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(a.person_id) = 0
  UNION ALL
  SELECT 9, q.person_id, q.event_id FROM qualified_events q
    LEFT JOIN (SELECT c.person_id, c.condition_start_date AS start_date FROM condition_occurrence c
          JOIN codesets cs ON c.condition_concept_id = cs.concept_id AND cs.codeset_id = 7) a
      ON a.person_id = q.person_id AND a.start_date BETWEEN DATE '2021-06-01' AND q.end_date
    GROUP BY q.person_id, q.event_id HAVING count(a.person_id) = 0),
met AS (
  SELECT q.event_id, q.person_id, sum(coalesce(power(2, i.rule_id), 0)) AS mask
  FROM qualified_events q LEFT JOIN inclusion_events i ON i.person_id = q.person_id AND i.event_id = q.event_id
  GROUP BY q.event_id, q.person_id)
SELECT count(DISTINCT person_id) FROM met WHERE mask = power(2, 10) - 1
