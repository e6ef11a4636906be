-- The criteria of ten_criteria.txt as one pass over each table, written by hand, for DuckDB: nearly what eligo counts, without unknowns,
-- hierarchies, partial dates and conflicts. {name} stands for the ids of concepts so named.
WITH m AS (
  SELECT person_id,
    arg_max(value_as_number, measurement_date) FILTER (measurement_source_value = 'SLEDAI-2K total score') AS sledai,
    arg_max(CASE unit_source_value WHEN 'g/dL' THEN value_as_number * 10 ELSE value_as_number END, measurement_date)
      FILTER (measurement_concept_id IN {Hemoglobin}) AS hemoglobin,
    arg_max(CASE unit_source_value WHEN 'umol/L' THEN value_as_number / 88.4 ELSE value_as_number END, measurement_date)
      FILTER (measurement_concept_id IN {Creatinine}) AS creatinine,
    arg_max(CASE unit_source_value WHEN '/uL' THEN value_as_number / 1000 ELSE value_as_number END, measurement_date)
      FILTER (measurement_concept_id IN {Platelets}) AS platelets,
    arg_max(value_as_number / range_high, measurement_date) FILTER (measurement_concept_id IN {ALT}) AS alt
  FROM measurement
  WHERE measurement_date BETWEEN DATE '2026-05-04' AND DATE '2026-06-01'
    AND (measurement_source_value = 'SLEDAI-2K total score' OR measurement_concept_id IN {Hemoglobin} OR measurement_concept_id IN {Creatinine}
      OR measurement_concept_id IN {Platelets} OR measurement_concept_id IN {ALT})
  GROUP BY person_id),
c AS (
  SELECT person_id,
    bool_or(condition_concept_id IN {Systemic lupus erythematosus} OR condition_concept_id IN {Lupus nephritis}) AS lupus,
    bool_or(condition_concept_id IN {Pregnancy} AND condition_start_date >= DATE '2025-08-04' AND condition_end_date IS NULL) AS pregnancy,
    bool_or((condition_concept_id IN {Breast cancer} OR condition_concept_id IN {Lymphoma}
      OR condition_concept_id IN {Basal cell carcinoma of skin}) AND condition_start_date >= DATE '2021-06-01') AS malignancy
  FROM condition_occurrence WHERE condition_start_date <= DATE '2026-06-01' GROUP BY person_id),
d AS (
  SELECT person_id, true AS rituximab FROM drug_exposure
  WHERE drug_concept_id IN {rituximab} AND drug_exposure_end_date >= DATE '2025-12-01' AND drug_exposure_start_date <= DATE '2026-06-01'
  GROUP BY person_id)
SELECT count(*) FROM person p LEFT JOIN m USING (person_id) LEFT JOIN c USING (person_id) LEFT JOIN d USING (person_id)
WHERE 2026 - year_of_birth - CASE WHEN month_of_birth > 6 OR (month_of_birth = 6 AND day_of_birth > 1) THEN 1 ELSE 0 END BETWEEN 18 AND 65
  AND coalesce(lupus, false) AND sledai >= 6 AND hemoglobin >= 80 AND creatinine < 1.5 AND NOT coalesce(platelets < 50, false)
  AND NOT coalesce(rituximab, false) AND NOT coalesce(pregnancy, false) AND NOT coalesce(alt > 3, false) AND NOT coalesce(malignancy, false)
