-- Records that wait for a signature are counted whenever somebody opens the page of their own work.
CREATE INDEX activity_unsigned ON activity (kind, division_code) WHERE state = 'held';
