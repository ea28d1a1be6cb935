-- The same keys without the tenant are not needed beside those that begin with it.
ALTER TABLE report_occurrence DROP CONSTRAINT report_occurrence_report_schedule_id_tenant_id_due_at_key;
ALTER TABLE outbox DROP CONSTRAINT outbox_report_id_recipient_key;
